package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigResource;
import java.util.List;

/** What became of each resource whose settings were to change, in the order of the request. */
public record ConfigResults(List<Result> resources) {

    /** A resource's settings changed all together, or not at all. */
    public record Result(ConfigResource resource, ApiError error) {}
}
