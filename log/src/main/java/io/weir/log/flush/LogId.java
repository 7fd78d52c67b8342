package io.weir.log.flush;

import io.weir.protocol.types.Uuid;

/**
 * Which log of a data folder.
 *
 * @param folderName of the partition's folder
 * @param topicId tells logs apart that had the same name one after the other
 */
public record LogId(String folderName, Uuid topicId) {}
