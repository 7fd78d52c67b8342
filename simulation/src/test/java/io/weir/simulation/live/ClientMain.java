package io.weir.simulation.live;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;

/**
 * A client alone in its process: writes the history of what it does to its output, and ends when its input does. After a
 * failure it begins a new life, as clients do that have lost their transaction.
 */
final class ClientMain {

    private ClientMain() {}

    /** Arguments: bootstrap, what it is (feed or chain), its slot, its number among the lives of the slot, a seed. */
    public static void main(String[] args) {
        PrintStream lines = System.out;
        // Nothing but the history goes to the output.
        System.setOut(System.err);
        Recorder recorder = Recorder.toLines(lines);
        AtomicBoolean isOver = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> {
            waitForEndOfInput();
            isOver.set(true);
        });
        Random random = new Random(Long.parseLong(args[4]));
        for (int life = 0; !isOver.get(); life++) {
            String name = args[2] + "." + args[3] + "." + life;
            try {
                if (args[1].equals("feed")) {
                    new FeedClient(args[0], args[2], random, recorder).run(name, isOver::get);
                } else {
                    new ChainClient(args[0], args[2], random, recorder).run(name, isOver::get);
                }
            } catch (KafkaException e) {
                System.err.println(name + " ends: " + e);
            }
        }
        System.exit(0);
    }

    private static void waitForEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Whatever is said to it, it goes on.
            }
        } catch (IOException e) {
            // As good as an end.
        }
    }
}
