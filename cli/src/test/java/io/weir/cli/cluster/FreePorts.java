package io.weir.cli.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Ports for a cluster of three. */
final class FreePorts {

    private FreePorts() {}

    /** A base whose ports are free now, those for admins and other nodes included. */
    static int base() throws IOException {
        while (true) {
            List<ServerSocket> taken = new ArrayList<>();
            try (ServerSocket first = new ServerSocket(0)) {
                int base = first.getLocalPort();
                if (base + LocalCluster.INTERNAL_DISTANCE + 3 > 65_535) {
                    continue;
                }
                for (int port : new int[] {1, 2, 552, 553, 554, 1_000, 1_001, 1_002}) {
                    taken.add(new ServerSocket(base + port));
                }
                return base;
            } catch (IOException e) {
                // One of them is in use: try others.
                LockSupport.parkNanos(1);
            } finally {
                for (ServerSocket socket : taken) {
                    socket.close();
                }
            }
        }
    }
}
