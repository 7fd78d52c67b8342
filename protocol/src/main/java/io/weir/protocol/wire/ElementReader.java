package io.weir.protocol.wire;

/** Reads one element of a list, with {@link MessageReader} or through it. */
@FunctionalInterface
public interface ElementReader<T> {

    T read(MessageReader in, int version);
}
