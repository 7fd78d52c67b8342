package io.weir.protocol.generator.spec;

/**
 * The versions, all within the valid ones of the message, in which a field is there, may be null and is encoded
 * compactly.
 */
public record FieldVersions(VersionRange present, VersionRange nullable, VersionRange flexible) {}
