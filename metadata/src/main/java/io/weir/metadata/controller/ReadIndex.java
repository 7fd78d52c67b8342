package io.weir.metadata.controller;

/**
 * Asks how far the controller's image goes, and writes nothing: who waits for its own image to reach that has heard of all
 * that anybody was answered before (the read index of Raft). A controller that was deposed and does not know it yet may
 * answer with less.
 */
public record ReadIndex() implements Command<ReadIndex.Answer> {

    /** The offset comes with every answer. */
    public record Answer() {}
}
