package io.weir.metadata.forward;

import io.weir.metadata.controller.Command;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands as bytes: the name of the command, then its components in their order; an answer is its components alone. Both
 * sides must know the same commands, see {@link #FORMAT}.
 */
public final class CommandCodec {

    /** Raised when a command or an answer changes: nodes of different formats do not talk. */
    public static final int FORMAT = 4;

    private static final Map<String, Class<?>> COMMANDS = Arrays.stream(Command.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private CommandCodec() {}

    /** The bytes of a command. */
    public static ByteBuffer encode(Command<?> command) {
        MessageWriter out = new MessageWriter();
        out.string(command.getClass().getSimpleName(), true);
        RecordWire.write(out, command.getClass(), command);
        return out.toByteBuffer();
    }

    /**
     * The command of these bytes.
     *
     * @throws MalformedMessageException when they are none that is known here
     */
    public static Command<?> decode(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes.duplicate());
        String name = in.string("text", true);
        Class<?> type = COMMANDS.get(name);
        if (type == null) {
            throw new MalformedMessageException("A command called " + name + " is not known here");
        }
        return (Command<?>) present(RecordWire.read(in, type));
    }

    /** The bytes of a command's answer. */
    public static <A> ByteBuffer encodeAnswer(Command<A> command, A answer) {
        MessageWriter out = new MessageWriter();
        RecordWire.write(out, answerType(command), answer);
        return out.toByteBuffer();
    }

    /**
     * The answer to a command.
     *
     * @throws MalformedMessageException when the bytes are none
     */
    @SuppressWarnings("unchecked") // The type is the one the command declares.
    public static <A> A decodeAnswer(Command<A> command, ByteBuffer bytes) {
        return (A) present(RecordWire.read(new MessageReader(bytes.duplicate()), answerType(command)));
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new MalformedMessageException("Nothing stands where a command or an answer should");
        }
        return value;
    }

    private static Type answerType(Command<?> command) {
        for (Type implemented : command.getClass().getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType type && type.getRawType() == Command.class) {
                return type.getActualTypeArguments()[0];
            }
        }
        throw new IllegalArgumentException(command.getClass().getSimpleName() + " does not say what it is answered");
    }
}
