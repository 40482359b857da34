package io.arrears.model.data;

/** The three periods of a split, oldest first. */
public enum Period {
    TRAIN,
    CALIBRATE,
    TEST
}
