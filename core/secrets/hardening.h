#pragma once

/// Keeps secrets out of places where nobody looks for them: no core dump of this process is written
/// and no other program of the user may attach to it and read its memory. Call first thing in
/// main(); a build with sanitizers leaves the process readable, as the leak checker needs it.
void keepSecretsOutOfCoreDumps();
