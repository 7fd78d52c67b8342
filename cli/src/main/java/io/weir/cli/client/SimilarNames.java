package io.weir.cli.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names somebody may have meant. */
final class SimilarNames {

    private static final int MOST = 3;

    private SimilarNames() {}

    /** At most {@value #MOST} of {@code existing}, the likeliest first; empty when none is close. */
    static List<String> of(String wanted, Collection<String> existing) {
        String target = wanted.toLowerCase(Locale.ROOT);
        return existing.stream()
                .map(name -> new Candidate(name, score(target, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.score() <= Math.max(2, target.length() / 3))
                .sorted(Comparator.comparingInt(Candidate::score).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int score) {}

    private static int score(String wanted, String name) {
        boolean part = wanted.length() >= 3 && (name.contains(wanted) || (name.length() >= 3 && wanted.contains(name)));
        int distance = distance(wanted, name);
        return part ? Math.min(distance, 2) : distance;
    }

    /** Edits (insert, delete, replace, swap of neighbours) that turn one into the other: optimal string alignment. */
    static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, edits);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] edits) {
        int replace = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + edits[i - 2][j - 2]) : best;
    }
}
