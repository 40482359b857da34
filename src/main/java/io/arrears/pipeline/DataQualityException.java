package io.arrears.pipeline;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;

/**
 * The data broke a rule that stops publication; the last good tables stay published. The message says which table or
 * identity, what was found, what was expected, and where to look. Exit code 3.
 */
public final class DataQualityException extends ArrearsException {

    private static final long serialVersionUID = 1L;

    public DataQualityException(String message) {
        super(ExitCode.DATA_QUALITY, message);
    }
}
