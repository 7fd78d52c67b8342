package io.weir.cli.access;

import io.weir.cli.terminal.CliException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kafka's words for kinds of things, as people type them: {@code describe-configs} for DESCRIBE_CONFIGS. */
final class Words {

    private Words() {}

    /**
     * The constant of this name.
     *
     * @throws CliException that names those there are
     */
    static <E extends Enum<E>> E parse(Class<E> type, String what, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> CliException.usage("'" + text + "' is no " + what + "; there are "
                        + Stream.of(type.getEnumConstants())
                                .map(Words::word)
                                .filter(word -> !word.equals("unknown"))
                                .collect(Collectors.joining(", "))));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
