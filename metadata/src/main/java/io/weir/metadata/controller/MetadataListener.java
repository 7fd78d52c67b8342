package io.weir.metadata.controller;

import io.weir.metadata.image.MetadataDelta;

/**
 * Follows what becomes different in the cluster. Called on the controller's thread, one change after the other, when the
 * change is durable and before whoever asked for it hears of it: what a listener opens is open when the answer comes.
 *
 * <p>Must not wait for another command. What it throws is logged and keeps nobody else from being told.
 */
@FunctionalInterface
public interface MetadataListener {

    /** The image is {@code delta.after()} now. */
    void onChange(MetadataDelta delta);
}
