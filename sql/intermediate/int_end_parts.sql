-- grain: invoice_id, order_id
-- kind: view
-- The parts that orders have of an invoice, for int_end_reliefs: as the as-of day knows them, and the order that it names of an
-- invoice that the day does not know (any more).
select
    stg_invoices.invoice_id,
    if(int_invoice_orders.invoice_id is null, stg_invoices.order_id, int_invoice_orders.order_id) as order_id,
    cast(coalesce(from_weight, 0) as decimal(19, 4)) as from_weight,
    cast(coalesce(to_weight, 1) as decimal(19, 4)) as to_weight,
    cast(coalesce(whole_weight, 1) as decimal(19, 4)) as whole_weight
from stg_invoices
left join int_invoice_orders on stg_invoices.invoice_id = int_invoice_orders.invoice_id
where stg_invoices.visible_from <= :as_of
