package io.weir.log.inspect;

/** Takes what was found. */
@FunctionalInterface
interface Findings {
    void add(Finding finding);
}
