package io.weir.protocol.wire;

/** Writes one element of a list, with {@link MessageWriter} or through it. */
@FunctionalInterface
public interface ElementWriter<T> {

    void write(MessageWriter out, T element);
}
