#include "core/codec.h"
#include "core/json_reader.h"
#include "core/plan_fields.h"
#include "core/quick_reader.h"

namespace golive {

namespace {

// The core follows indices without looking: a plan that points outside itself must not get in.
Result<void> check_index(const Plan& plan, ItemIndex index, const std::string& place) {
  if (index < plan.items.size()) return {};
  return fail(ErrorKind::invalid, "there is no item " + std::to_string(index), place);
}

Result<void> check_indices(const Plan& plan, const std::vector<ItemIndex>& indices,
                           const std::string& place) {
  for (const auto index : indices)
    if (auto fine = check_index(plan, index, place); !fine) return fine;
  return {};
}

Result<void> check_items(const Plan& plan) {
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    const auto& item = plan.items[i];
    const auto place = "items[" + std::to_string(i) + "].";
    if (item.parent && *item.parent >= i)
      return fail(ErrorKind::invalid, "must stand before its children", place + "parent");
    if (auto fine = check_indices(plan, item.edges, place + "edges"); !fine) return fine;
    for (const auto child : item.children)
      if (child >= plan.items.size() || plan.items[child].parent != i)
        return fail(ErrorKind::invalid, "is no child of this item", place + "children");
  }
  return {};
}

Result<void> check_references(const Plan& plan) {
  auto fine = check_items(plan);
  if (fine) fine = check_indices(plan, plan.phases, "phases");
  if (fine) fine = check_indices(plan, plan.contingencies, "contingencies");
  if (fine) fine = check_indices(plan, plan.order, "order");
  return fine;
}

}  // namespace

nlohmann::json JsonWriter::write(const Plan& plan) const { return write_fields(plan); }

bool JsonReader::read(const nlohmann::json& json, Plan& out) {
  if (!read_struct(json, out)) return false;
  const auto fine = check_references(out);
  return fine || refuse(fine.error());
}

bool QuickReader::read(Plan& out) { return read_struct(out) && check_references(out); }

nlohmann::json to_json(const Plan& plan) { return JsonWriter().write(plan); }

Result<Plan> plan_from_json(const nlohmann::json& json) { return read_json<Plan>(json); }

}  // namespace golive
