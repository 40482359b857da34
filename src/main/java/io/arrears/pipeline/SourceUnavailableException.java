package io.arrears.pipeline;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;

/** A database cannot be reached or refuses the login; the message never holds a password. Exit code 4. */
public final class SourceUnavailableException extends ArrearsException {

    private static final long serialVersionUID = 1L;

    public SourceUnavailableException(String message, Throwable cause) {
        super(ExitCode.SOURCE_UNAVAILABLE, message, cause);
    }
}
