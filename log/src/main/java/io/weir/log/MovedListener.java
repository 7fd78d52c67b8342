package io.weir.log;

/**
 * Who hears of a log that has moved to another data folder: its owner still, and of a broken disk that other folder.
 *
 * @param folder who was told of the copy that the log went to
 */
record MovedListener(DurabilityListener owner, DurabilityListener folder) implements DurabilityListener {

    @Override
    public void onDurable(long durableOffset) {
        owner.onDurable(durableOffset);
    }

    @Override
    public void onOffline(String reason) {
        owner.onOffline(reason);
    }

    @Override
    public void onDiskFailure(String reason) {
        folder.onDiskFailure(reason);
    }

    @Override
    public long retainFrom(long durableOffset) {
        return owner.retainFrom(durableOffset);
    }
}
