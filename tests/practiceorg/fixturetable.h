// app/practiceorg/fixtures.md: what became of every recorded answer.
#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace fixtures {

/// A line of the table.
struct Entry {
    QString file;    ///< below the folder of the recordings
    QByteArray verb; ///< of the request; empty where none is made
    QByteArray path;
    QString verdict;    ///< match, differs, upload, not there, not asked
    QStringList detail; ///< the differences as `shape` writes them, or what came of an upload
    QString reason;
};

/// The texts in back quotes.
inline QStringList quoted(const QString &cell)
{
    static const QRegularExpression pattern(QStringLiteral("`([^`]+)`"));
    QStringList texts;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(cell))
        texts.append(match.captured(1));
    return texts;
}

/// Lines of a table whose first cell is a file in back quotes; cells are parted by ` | `.
inline QList<QStringList> rowsOf(const QString &path)
{
    QFile file(path);
    QList<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (QString line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.startsWith(QStringLiteral("| `")))
            continue;
        line = line.trimmed();
        rows.append(line.mid(2, line.size() - 4).split(QStringLiteral(" | ")));
    }
    return rows;
}

inline QList<Entry> readTable(const QString &path)
{
    QList<Entry> entries;
    for (const QStringList &cells : rowsOf(path)) {
        if (cells.size() != 5)
            return {}; // the test says that there is no table
        const QByteArray request = quoted(cells[1]).value(0).toUtf8();
        const qsizetype space = request.indexOf(' ');
        entries.append({quoted(cells[0]).value(0), request.left(space), request.mid(space + 1),
            cells[2].trimmed(), quoted(cells[3]), cells[4].trimmed()});
    }
    return entries;
}

} // namespace fixtures
