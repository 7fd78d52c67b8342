package io.weir.coordination.sharestate;

/** The only timer of the machine: time to see what of the log is not needed any more. */
enum ShareStateTimer {
    PRUNE_DUE
}
