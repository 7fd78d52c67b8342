package io.weir.metadata.config;

/**
 * A setting that cannot be taken: an unknown name, text that is not of the setting's type, a value beyond its limits, or
 * two values that contradict each other. The message names the setting, the value and the limit.
 */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigException(String message) {
        super(message);
    }

    static InvalidConfigException badValue(String name, String value, String problem) {
        return new InvalidConfigException("Invalid value " + value + " for configuration " + name + ": " + problem);
    }
}
