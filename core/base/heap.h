#pragma once

/// Batches of records are megabytes each and live for a moment on two threads. glibc learns from
/// the first that is freed to keep blocks of its size for later, and a sync of a million rows holds
/// 150 MB where 110 MB do (docs/benchmarks.md). This fixes the size from which a block is the
/// system's own and goes back to it when freed. To be called first thing in main(); nothing on
/// systems without glibc.
void giveLargeBlocksBack();
