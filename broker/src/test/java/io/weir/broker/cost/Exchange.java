package io.weir.broker.cost;

import io.weir.broker.wire.WireClient;
import io.weir.protocol.messages.RequestMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends one request again and again, each when the one before is answered, and allocates next to nothing itself. */
final class Exchange implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final SocketChannel socket;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_ANSWER_BYTES);

    Exchange(int port, RequestMessage message, int version) throws IOException {
        ByteBuffer frame = WireClient.frame(message.apiKey(), version, 1, WireClient.body(message, version));
        request = ByteBuffer.allocateDirect(Integer.BYTES + frame.remaining())
                .putInt(frame.remaining())
                .put(frame);
        socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Returns the bytes of the last answer. */
    int times(int count) throws IOException {
        int size = 0;
        for (int i = 0; i < count; i++) {
            request.clear();
            while (request.hasRemaining()) {
                socket.write(request);
            }
            answer.clear().limit(Integer.BYTES);
            fill();
            size = answer.getInt(0);
            answer.clear().limit(size);
            fill();
        }
        return size;
    }

    private void fill() throws IOException {
        while (answer.hasRemaining()) {
            if (socket.read(answer) < 0) {
                throw new EOFException("The broker closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
