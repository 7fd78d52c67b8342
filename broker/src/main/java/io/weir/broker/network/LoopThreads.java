package io.weir.broker.network;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts virtual threads that are carried by a given executor. JDK 25 can do so, and does not yet let it be asked for in
 * public: without {@code --add-opens java.base/java.lang=ALL-UNNAMED}, which the launcher gives, or in a JDK without it, the
 * JDK's own scheduler carries them. All works the same then, with one more thread woken for each request.
 */
interface LoopThreads {

    /** The JDK's scheduler carries them, whatever executor is named. */
    LoopThreads BY_THE_JDK = (_, work) -> Thread.ofVirtual().start(work);

    /** As this JVM allows: asked for once. */
    LoopThreads HERE = find();

    /** Starts one. The threads it starts are carried as it is. */
    void start(Executor carrier, Runnable work);

    private static LoopThreads find() {
        try {
            Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            MethodHandle carriedBy = MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                    .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
                    .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
            return (carrier, work) -> builder(carriedBy, carrier).start(work);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Logger log = LoggerFactory.getLogger(LoopThreads.class);
            log.debug("virtual threads of connections are carried by the JDK's scheduler: {}", e.toString());
            return BY_THE_JDK;
        }
    }

    private static Thread.Builder.OfVirtual builder(MethodHandle carriedBy, Executor carrier) {
        try {
            return (Thread.Builder.OfVirtual) carriedBy.invokeExact(carrier);
        } catch (Throwable e) {
            throw new IllegalStateException("The JDK makes no virtual thread for an executor", e);
        }
    }
}
