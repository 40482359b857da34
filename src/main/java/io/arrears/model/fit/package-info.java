/** Fits forests, boosted trees and regressions, and turns each into a classifier without Spark. */
package io.arrears.model.fit;
