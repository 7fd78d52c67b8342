package io.weir.protocol.compress;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few idle things for reuse, at most as many as there are processors: more cannot be busy at once for long.
 * Threads need no lock and no place of their own, which suits virtual threads.
 */
final class Pool<T> {

    private final AtomicReferenceArray<@Nullable T> idle =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** An idle thing, or a new one. */
    T take() {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) {
                T thing = idle.getAndSet(i, null);
                if (thing != null) {
                    return thing;
                }
            }
        }
        return maker.get();
    }

    /** Takes a thing back; false when the pool is full and the caller has to dispose of it. */
    boolean give(T thing) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, thing)) {
                return true;
            }
        }
        return false;
    }
}
