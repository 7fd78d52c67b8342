package io.weir.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What a JVM is told when it starts decides, hence one of its own for each case. */
@Timeout(60)
@Isolated
class LoopThreadsTest {

    @Test
    void aJvmThatIsOpenedLetsLoopsCarryThreads() throws IOException {
        assertThat(runChild("--add-opens", "java.base/java.lang=ALL-UNNAMED"))
                .contains("@weir-network-0 ")
                .endsWith(" read 3");
    }

    @Test
    void inAnyOtherJvmTheJdkCarriesThemAndTheyReadAllTheSame() throws IOException {
        assertThat(runChild())
                .startsWith("VirtualThread[")
                .doesNotContain("weir-network")
                .endsWith(" read 3");
    }

    private static String runChild(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return said.isEmpty() ? "" : said.getLast();
    }

    /** Waits on a watched socket for three bytes, and says who carried the thread that did. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (EventLoops loops = new EventLoops(1);
                    ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel far = SocketChannel.open(server.getLocalAddress());
                LoopSocket near = new LoopSocket(server.accept(), loops.next());
                CompletableFuture<String> said = new CompletableFuture<>();
                near.start(() -> {
                    String thread = Thread.currentThread().toString();
                    try {
                        said.complete(thread + " read " + near.read(ByteBuffer.allocate(10)));
                    } catch (IOException e) {
                        said.completeExceptionally(e);
                    }
                });
                far.write(ByteBuffer.allocate(3));
                System.out.println(said.get());
                near.close();
            }
        }
    }
}
