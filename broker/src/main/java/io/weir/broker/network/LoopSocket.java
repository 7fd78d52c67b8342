package io.weir.broker.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is watched by an event loop: who waits for it is parked until the loop finds it ready. At most one thread
 * reads and one writes at a time; virtual ones, so that nothing else waits with them.
 */
final class LoopSocket implements ReadableByteChannel {

    private final SocketChannel channel;
    private final EventLoop loop;
    private final SelectionKey key;
    private volatile @Nullable Thread reader;
    private volatile @Nullable Thread writer;

    LoopSocket(SocketChannel channel, EventLoop loop) throws IOException {
        this.channel = channel;
        this.loop = loop;
        channel.configureBlocking(false);
        this.key = loop.register(channel, this);
    }

    /** For what never waits: {@code transferTo}, and writes that may write nothing. */
    SocketChannel channel() {
        return channel;
    }

    /** Does what may wait for the socket on a virtual thread, by the loop that watches it. */
    void start(Runnable work) {
        loop.startThread(work);
    }

    /** Reads at least one byte, unless the buffer is full or the peer has closed. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        while (count == 0 && target.hasRemaining()) {
            awaitReadable();
            count = channel.read(target);
        }
        return count;
    }

    /** Waits until there are bytes, or there is an end, to be read. */
    void awaitReadable() throws IOException {
        Thread me = Thread.currentThread();
        reader = me;
        watch(SelectionKey.OP_READ);
        while (me.equals(reader)) {
            park();
        }
    }

    /** Waits until the peer has taken some of what was written. */
    void awaitWritable() throws IOException {
        Thread me = Thread.currentThread();
        writer = me;
        watch(SelectionKey.OP_WRITE);
        while (me.equals(writer)) {
            park();
        }
    }

    /** By the loop. */
    void ready() {
        int ops = key.readyOps();
        key.interestOpsAnd(~ops);
        if ((ops & SelectionKey.OP_READ) != 0) {
            Thread waiting = reader;
            reader = null;
            LockSupport.unpark(waiting);
        }
        if ((ops & SelectionKey.OP_WRITE) != 0) {
            Thread waiting = writer;
            writer = null;
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        loop.wake();
        LockSupport.unpark(reader);
        LockSupport.unpark(writer);
    }

    private void watch(int op) throws IOException {
        try {
            key.interestOpsOr(op);
        } catch (CancelledKeyException e) {
            throw closed(e);
        }
        loop.wake();
    }

    private void park() throws IOException {
        if (!channel.isOpen()) {
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        LockSupport.park(this);
    }

    private static IOException closed(RuntimeException cause) {
        IOException closed = new AsynchronousCloseException();
        closed.initCause(cause);
        return closed;
    }
}
