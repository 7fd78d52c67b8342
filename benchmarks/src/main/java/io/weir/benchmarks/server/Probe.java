package io.weir.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;

/** Asks a broker for its versions (ApiVersions, version 0): the first request it can answer. */
final class Probe {

    private static final byte[] REQUEST = HexFormat.of().parseHex("0000000b00120000000000070001" + "61");
    private static final int TIMEOUT_MS = 1000;
    private static final int SIZE_BYTES = 4;

    private Probe() {}

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(REQUEST);
            return socket.getInputStream().readNBytes(SIZE_BYTES).length == SIZE_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
