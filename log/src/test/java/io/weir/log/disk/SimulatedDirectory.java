package io.weir.log.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names in a directory, in every state since the last force. */
final class SimulatedDirectory {

    private final List<SortedMap<String, Object>> states = new ArrayList<>();

    SimulatedDirectory() {
        states.add(new TreeMap<>());
    }

    @Nullable
    Object get(String name) {
        return states.getLast().get(name);
    }

    @Nullable
    SimulatedFile file(String name) {
        return (SimulatedFile) get(name);
    }

    Set<String> names() {
        return states.getLast().keySet();
    }

    void put(String name, Object node) {
        next().put(name, node);
    }

    void remove(String name) {
        next().remove(name);
    }

    void rename(String from, String to) {
        SortedMap<String, Object> next = next();
        Object node = next.remove(from);
        if (node != null) {
            next.put(to, node);
        }
    }

    void force() {
        states.subList(0, states.size() - 1).clear();
    }

    void forceAll() {
        force();
        for (Object child : states.getLast().values()) {
            if (child instanceof SimulatedDirectory directory) {
                directory.forceAll();
            } else {
                ((SimulatedFile) child).force();
            }
        }
    }

    SimulatedDirectory afterPowerLoss(Random random) {
        SimulatedDirectory found = new SimulatedDirectory();
        states.get(random.nextInt(states.size())).forEach((name, node) -> {
            Object survivor = node instanceof SimulatedDirectory directory
                    ? directory.afterPowerLoss(random)
                    : ((SimulatedFile) node).afterPowerLoss(random);
            found.states.getLast().put(name, survivor);
        });
        return found;
    }

    private SortedMap<String, Object> next() {
        SortedMap<String, Object> next = new TreeMap<>(states.getLast());
        states.add(next);
        return next;
    }
}
