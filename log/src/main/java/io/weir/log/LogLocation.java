package io.weir.log;

import io.weir.protocol.types.Uuid;
import java.nio.file.Path;

/**
 * Where a log lives and whose it is.
 *
 * @param folder the partition's folder
 * @param topicId the topic whose records it may hold; a folder of another topic is moved aside
 */
public record LogLocation(Path folder, Uuid topicId) {

    public String name() {
        return folder.getFileName().toString();
    }
}
