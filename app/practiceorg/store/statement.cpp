#include "app/practiceorg/store/store.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

std::string_view columnText(sqlite3_stmt *row, int column)
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
    return bytes == nullptr
        ? std::string_view()
        : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
}

Statement::Statement(sqlite3 *db, std::string_view sql)
{
    sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &m_statement, nullptr);
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    return *this;
}

void Statement::bind(int index, std::string_view utf8)
{
    sqlite3_bind_text(
        m_statement, index, utf8.data(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int index, const QString &text)
{
    if (text.isNull()) {
        bindNull(index);
        return;
    }
    const QByteArray utf8 = text.toUtf8();
    bind(index, std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

void Statement::bind(int index, qint64 number) { sqlite3_bind_int64(m_statement, index, number); }

void Statement::bind(int index, double number) { sqlite3_bind_double(m_statement, index, number); }

void Statement::bindNull(int index) { sqlite3_bind_null(m_statement, index); }

bool Statement::step() { return sqlite3_step(m_statement) == SQLITE_ROW; }

bool Statement::run()
{
    const bool done = sqlite3_step(m_statement) == SQLITE_DONE;
    sqlite3_reset(m_statement);
    return done;
}

void Statement::reset() { sqlite3_reset(m_statement); }

std::string_view Statement::text(int column) const { return columnText(m_statement, column); }

QString Statement::string(int column) const
{
    if (isNull(column))
        return {};
    const std::string_view utf8 = text(column);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

double Statement::real(int column) const { return sqlite3_column_double(m_statement, column); }

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

// Reader

} // namespace practice
