package io.weir.cli.terminal;

/** For whom results are printed. */
public enum OutputFormat {
    /** Aligned text for people. Its layout may change. */
    TABLE,
    /** One JSON object a line, for programs. Fields are added, never renamed. */
    JSON,
    /** The same objects as the elements of one YAML list. */
    YAML
}
