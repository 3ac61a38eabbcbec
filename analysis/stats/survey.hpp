#pragma once

#include <span>

#include "geo/core/column.hpp"

namespace analysis::stats {

/// One household's answer to one question, and how it was drawn.
struct Answer {
  double value = 0;         ///< of a share: 1 for those who said so, 0 for the others
  double weight = 1;        ///< how many households it stands for, above zero
  std::size_t stratum = 0;  ///< 0 to strata-1
  std::size_t cluster = 0;  ///< 0 to clusters-1; one cluster lies in one stratum
  bool counts = true;       ///< in the cell that is asked about; the others tell its uncertainty
};

/// What a sample says of everyone, with the interval that holds the truth in 95 samples of 100.
struct Estimate {
  double value = 0;
  double standard_error = 0;
  double low = 0, high = 0;
  std::size_t answers = 0;  ///< in the cell
  std::size_t degrees = 0;  ///< clusters less strata: of the whole sample
};

/// Fewest answers from which a figure of a cell is given.
inline constexpr std::size_t least_answers = 30;

/// The weighted mean of the answers that count.
///
/// Its variance is between clusters within strata, by linearisation of the ratio (Binder 1983,
/// doi:10.2307/1402588), with every cluster of the sample in it, so that a cell's own number of
/// answers is uncertain too; clusters are taken as drawn with replacement. A stratum with a single
/// cluster is set against the mean of all clusters, which errs on the wide side. The interval is
/// Student's with clusters less strata degrees of freedom.
///
/// `too_few_answers` below `least_answers`, or where the sample has no two clusters in a stratum.
geo::Cell<Estimate> survey_mean(std::span<const Answer> answers);

/// The same for a share, 0 to 1, with an interval that stays inside 0 and 1 and has a width where
/// everybody said the same: Korn and Graubard (1998), Survey Methodology 24, 193-201, who put the
/// effective number of answers into the exact binomial interval of Clopper and Pearson.
geo::Cell<Estimate> survey_share(std::span<const Answer> answers);

}  // namespace analysis::stats
