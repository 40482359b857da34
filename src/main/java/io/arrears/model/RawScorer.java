package io.arrears.model;

import java.io.Serializable;

/** From a vector to a raw score; travels to executors. */
@FunctionalInterface
interface RawScorer extends Serializable {

    double raw(double[] vector);
}
