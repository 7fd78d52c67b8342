package io.weir.coordination.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The simplest machine that can go wrong: it keeps a sum, each addition is a record. */
final class CountingMachine implements CoordinatorMachine<String> {

    private final List<String> timersSeen = new ArrayList<>();
    private long sum;

    static Request<CountingMachine, String, Long> add(long number) {
        return (machine, waiting, step) -> {
            machine.sum += number;
            step.append(record(number, 0));
            step.answer(waiting, machine.sum);
        };
    }

    /** Adds with a record that takes about this many bytes. */
    static Request<CountingMachine, String, Long> addPadded(long number, int paddingBytes) {
        return (machine, waiting, step) -> {
            machine.sum += number;
            step.append(record(number, paddingBytes));
            step.answer(waiting, machine.sum);
        };
    }

    /** Adds both in one step, each with a record that takes about this many bytes. */
    static Request<CountingMachine, String, Long> addBoth(long one, long other, int paddingBytes) {
        return (machine, waiting, step) -> {
            machine.sum += one + other;
            step.append(record(one, paddingBytes));
            step.append(record(other, paddingBytes));
            step.answer(waiting, machine.sum);
        };
    }

    static Request<CountingMachine, String, Long> sum() {
        return (machine, waiting, step) -> step.answer(waiting, machine.sum);
    }

    static Request<CountingMachine, String, Long> addAndFail(long number) {
        return (machine, waiting, step) -> {
            machine.sum += number;
            throw new IllegalStateException("the test lets this step fail");
        };
    }

    static Request<CountingMachine, String, Long> neverAnswered() {
        return (machine, waiting, step) -> {};
    }

    static Request<CountingMachine, String, Boolean> schedule(String key, long delayMs, String timer) {
        return (machine, waiting, step) -> {
            step.schedule(key, delayMs, timer);
            step.answer(waiting, true);
        };
    }

    static Request<CountingMachine, String, Boolean> cancel(String key) {
        return (machine, waiting, step) -> {
            step.cancel(key);
            step.answer(waiting, true);
        };
    }

    static Request<CountingMachine, String, List<String>> timersSeen() {
        return (machine, waiting, step) -> step.answer(waiting, List.copyOf(machine.timersSeen));
    }

    @Override
    public void replay(CoordinatorRecord record) {
        sum += record.key().duplicate().getLong();
    }

    @Override
    public void loaded(Step<String> step) {}

    @Override
    public void timeout(String timer, Step<String> step) {
        timersSeen.add(timer);
        if (timer.equals("cancels b")) {
            step.cancel("b");
        }
    }

    private static CoordinatorRecord record(long number, int paddingBytes) {
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES).putLong(number).flip();
        return new CoordinatorRecord(
                key, ByteBuffer.wrap(("padding" + "x".repeat(paddingBytes)).getBytes(StandardCharsets.UTF_8)));
    }
}
