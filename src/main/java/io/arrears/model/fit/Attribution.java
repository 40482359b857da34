package io.arrears.model.fit;

import java.util.function.UnaryOperator;

/**
 * Takes a score apart: for a classifier, the function from a vector to what each of its slots adds to the raw score.
 */
@FunctionalInterface
public interface Attribution {

    UnaryOperator<double[]> of(FittedClassifier classifier);
}
