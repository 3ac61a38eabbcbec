#pragma once

#include <map>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/question.hpp"
#include "geo/edits.hpp"

namespace analysis::travel {

/// The same questions in the city after one edit: equal, bit for bit, to asking them anew of
/// `city`, the city after it. `before` are the answers of the city before it, from `ask` or from
/// here. Only what the edit can change is searched again:
///
/// - A service that closes: lists of trips stay, without it; the nearest are looked for anew where
///   a question asks about it.
/// - A service that opens or moves: one search to it, and the nearest as above.
/// - A street that closes, opens or is slowed: costs of the hierarchy are gathered again along one
///   way up (`customise_again`); destinations to which a shortest way led along the street, or
///   leads now, are searched again; the nearest of all kinds anew, in one sweep for 16 of them.
/// - A street that is built between corners that no arc of the hierarchy joins: the hierarchy is
///   filled again in its old order, without dissecting the town anew.
/// - A line or a stop: nothing, of trips on foot or by wheel.
///
/// Trips by public transport are searched anew after every edit, which is quick (docs/transit.md).
/// Answers that the edit cannot change are the same objects as before.
std::map<Question, Answer> ask_again(const std::map<Question, Answer>& before,
                                     const geo::City& city, const geo::Edit& edit);

}  // namespace analysis::travel
