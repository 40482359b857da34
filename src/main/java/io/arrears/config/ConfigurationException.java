package io.arrears.config;

/** The configuration cannot be used; the message says which key, what was found, what was expected. Exit code 2. */
public final class ConfigurationException extends ArrearsException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(ExitCode.BAD_REQUEST, message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(ExitCode.BAD_REQUEST, message, cause);
    }
}
