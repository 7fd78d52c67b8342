package io.weir.cli.balance;

import java.util.List;
import java.util.stream.Collectors;

/** Lists as people read them. */
final class Text {

    private Text() {}

    /** With commas. */
    static String ids(List<Integer> nodeIds) {
        return nodeIds.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
