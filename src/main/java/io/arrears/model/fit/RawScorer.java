package io.arrears.model.fit;

import java.io.Serializable;

/** From a vector to a raw score; travels to executors. */
@FunctionalInterface
public interface RawScorer extends Serializable {

    double raw(double[] vector);
}
