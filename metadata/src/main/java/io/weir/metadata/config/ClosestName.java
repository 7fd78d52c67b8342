package io.weir.metadata.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody probably meant: the fewest letters to insert, drop or replace. */
final class ClosestName {

    private ClosestName() {}

    /** The closest name, unless even that differs in more than a third of the letters. */
    static Optional<String> among(Collection<String> known, String typed) {
        int limit = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(name -> Math.abs(name.length() - typed.length()) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(name, typed))
                        .thenComparing(name -> name))
                .filter(name -> distance(name, typed) <= limit);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
