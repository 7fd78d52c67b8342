package io.weir.metadata.controller;

/**
 * Set the level of a feature for the whole cluster. Which levels there are is for the caller to know.
 *
 * @param level 0 takes the feature away
 */
public record UpdateFeature(String name, short level, boolean validateOnly) implements Command<ApiError> {}
