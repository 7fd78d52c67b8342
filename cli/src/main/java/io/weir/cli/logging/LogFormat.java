package io.weir.cli.logging;

/** How log events look. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** A JSON object a line, for programs; docs/command-line.md names the fields. */
    JSON
}
