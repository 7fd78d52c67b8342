package io.weir.console.http;

import java.util.List;
import java.util.function.Function;

/** Which part of a list is asked for: page from 1, size up to 500. */
public record Paging(int page, int size) {

    private static final int MAX_SIZE = 500;
    private static final int USUAL_SIZE = 50;

    /**
     * A page as it is answered.
     *
     * @param total how many match
     */
    public record Page<T>(List<T> items, int total, int page, int size) {}

    public static Paging of(Query query) {
        return new Paging(query.number("page", 1, Integer.MAX_VALUE, 1), query.number("size", 1, MAX_SIZE, USUAL_SIZE));
    }

    /** Cuts the page out; only what is on it is looked at more closely. */
    public <S, T> Page<T> cut(List<S> all, Function<S, T> closer) {
        long from = Math.min((long) (page - 1) * size, all.size());
        List<S> cut = all.subList((int) from, (int) Math.min(from + size, all.size()));
        return new Page<>(cut.stream().map(closer).toList(), all.size(), page, size);
    }
}
