/** Features: their names, encodings and importance. */
package io.arrears.model.feature;
