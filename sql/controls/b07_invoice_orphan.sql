-- grain: invoice_id
-- control: B07
-- title: Invoice of an unknown order or customer
-- type: Q
-- severity: high
-- precedence: quality
-- needs: invoices.order_id|invoices.customer_id, orders|customers
-- policy: none
-- An invoice that names neither is no orphan. Where a source has no orders (or customers) at all, none is missing.
with invoices as (
    select
        int_invoices.invoice_id,
        int_invoices.face_amount,
        int_invoices.order_id,
        int_invoices.customer_id,
        int_invoices.order_id is not null and not int_invoices.has_order
            and (select count(*) from int_orders) > 0 as is_order_unknown,
        int_invoices.customer_id is not null and known_customers.customer_id is null
            and (select count(*) from known_customers) > 0 as is_customer_unknown
    from int_invoices
    left join known_customers
        on int_invoices.customer_id = known_customers.customer_id
    where not int_invoices.is_void
)

select
    invoice_id,
    0.00 as expected_amount,
    face_amount as actual_amount,
    face_amount as amount,
    concat_ws(
        ', ',
        if(is_order_unknown, concat('no order ', order_id), null),
        if(is_customer_unknown, concat('no customer ', customer_id), null)
    ) as evidence
from invoices
where is_order_unknown
    or is_customer_unknown
