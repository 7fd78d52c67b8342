package io.weir.metadata.controller;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what stands in a request more than once. */
final class Duplicates {

    private Duplicates() {}

    static <T, K> Set<K> of(Collection<T> items, Function<T, K> key) {
        Set<K> seen = new HashSet<>();
        return items.stream().map(key).filter(k -> !seen.add(k)).collect(Collectors.toSet());
    }
}
