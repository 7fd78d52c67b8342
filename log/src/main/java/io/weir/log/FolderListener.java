package io.weir.log;

import java.util.function.Consumer;

/**
 * Tells a data folder when one of its logs finds the disk broken, and the log's owner all else.
 *
 * @param folder is given the reason
 */
public record FolderListener(DurabilityListener owner, Consumer<String> folder) implements DurabilityListener {

    @Override
    public void onDurable(long durableOffset) {
        owner.onDurable(durableOffset);
    }

    @Override
    public boolean isAwaited() {
        return owner.isAwaited();
    }

    @Override
    public void onOffline(String reason) {
        owner.onOffline(reason);
    }

    @Override
    public void onDiskFailure(String reason) {
        folder.accept(reason);
    }

    @Override
    public long retainFrom(long durableOffset) {
        return owner.retainFrom(durableOffset);
    }
}
