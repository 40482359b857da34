/** Judges a fitted model: against baselines, over past origins, by segment, by value; decides the champion. */
package io.arrears.model.judge;
