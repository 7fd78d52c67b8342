package io.weir.benchmarks.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Answers each request with its number and so many bytes, in two halves: what a client sees of a broker's framing. */
final class EchoBroker implements AutoCloseable {

    private static final int KEY_AND_VERSION = 4;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int bodyBytes;
    private final int numberOffset;

    /** The offset is added to every number: a broker that answers something else than it was asked, unless 0. */
    EchoBroker(int bodyBytes, int numberOffset) throws IOException {
        this.bodyBytes = bodyBytes;
        this.numberOffset = numberOffset;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
                answer(socket.getOutputStream(), request.getInt(KEY_AND_VERSION) + numberOffset);
            }
        } catch (EOFException e) {
            // The client is done.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(OutputStream out, int number) throws IOException {
        byte[] answer = ByteBuffer.allocate(2 * Integer.BYTES + bodyBytes)
                .putInt(Integer.BYTES + bodyBytes)
                .putInt(number)
                .array();
        out.write(answer, 0, answer.length / 2);
        out.flush();
        out.write(answer, answer.length / 2, answer.length - answer.length / 2);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
