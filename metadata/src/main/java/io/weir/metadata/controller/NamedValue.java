package io.weir.metadata.controller;

import org.jspecify.annotations.Nullable;

/** A setting as a request gives it. A null value can be sent, and is refused where it means nothing. */
public record NamedValue(String name, @Nullable String value) {}
