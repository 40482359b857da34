-- grain: invoice_id
-- control: B05
-- title: Duplicate invoice
-- type: Q
-- severity: high
-- precedence: quality
-- needs: invoices.order_id|invoices.customer_id
-- policy: tolerance, duplicate_invoice_days, usual_basket_pairs
-- Same order and amount, or same customer and amount within a few days: every invoice but the first. Honest are: equal parts that
-- bill no more than the order's net, or of one day with due dates of their own; what follows its credit; two that were each
-- settled by a payment of its own, and the pairs of a customer for whom that is usual.
with invoices as (
    select
        invoice_id,
        invoice_date,
        due_date,
        customer_id,
        order_id,
        if(order_id is null, invoice_id, null) as without_order,
        currency,
        face_amount,
        net_amount,
        order_net_amount,
        not is_open and paid_amount > 0 as is_paid
    from int_invoices
    left anti join int_taken_back on int_invoices.invoice_id = int_taken_back.invoice_id
    where not is_void
),

beside_order as (
    select
        *,
        max(invoice_id) over previous as of_order,
        max(face_amount) over previous as of_order_amount,
        count(*) over whole as parts,
        sum(net_amount) over whole as billed_amount
    from invoices
    window previous as (
        partition by order_id, without_order, currency
        order by abs(face_amount), invoice_date, face_amount, due_date, invoice_id
        rows between 1 preceding and 1 preceding
    ), whole as (
        partition by order_id, without_order, currency
        order by abs(face_amount), invoice_date, face_amount, due_date, invoice_id
        rows between unbounded preceding and unbounded following
    )
),

-- The amount comes first: it separates rows sooner than ids that begin alike.
compared as (
    select
        *,
        if(of_order_amount = face_amount, of_order, null) as same_order,
        max(struct(invoice_id, invoice_date, face_amount)) over previous as before
    from beside_order
    where abs(face_amount) > terms.minor_units(:tolerance, currency)
        and not coalesce(parts > 1 and billed_amount - order_net_amount <= terms.minor_units(:tolerance, currency), false)
    window previous as (
        partition by abs(face_amount), currency, customer_id, if(customer_id is null, invoice_id, null)
        order by invoice_date, face_amount, due_date, invoice_id
        rows between 1 preceding and 1 preceding
    )
),

pairs as (
    select compared.*, repeated_id, place = 1 as is_of_customer
    from compared
    lateral view posexplode(array(
        same_order,
        if(before.face_amount = face_amount and datediff(invoice_date, before.invoice_date) <= :duplicate_invoice_days,
            before.invoice_id, null)
    )) repeated as place, repeated_id
    where face_amount > 0 and repeated_id is not null
),

paid as (
    select int_payments.invoice_id, collect_set(int_payments.payment_id) as payment_ids
    from int_payments
    inner join (
        select invoice_id from pairs union select repeated_id from pairs
    ) as those on int_payments.invoice_id = those.invoice_id
    where is_success and amount > 0 and not is_undone
    group by int_payments.invoice_id
),

judged as (
    select
        pairs.*,
        coalesce(
            pairs.is_paid and earlier.is_paid and not arrays_overlap(own.payment_ids, its.payment_ids), false
        ) as is_settled_twice,
        coalesce(
            pairs.invoice_date = earlier.invoice_date and pairs.due_date <> earlier.due_date
                and coalesce(pairs.order_net_amount, earlier.order_net_amount) is null, false
        ) as is_instalment
    from pairs
    inner join invoices as earlier on pairs.repeated_id = earlier.invoice_id
    left join paid as own on pairs.invoice_id = own.invoice_id
    left join paid as its on pairs.repeated_id = its.invoice_id
),

usual as (
    select *, count_if(is_settled_twice and is_of_customer) over whole >= :usual_basket_pairs and is_of_customer as is_usual
    from judged
    window whole as (
        partition by customer_id, currency, face_amount order by invoice_id, repeated_id, is_of_customer
        rows between unbounded preceding and unbounded following
    )
)

select
    invoice_id,
    0.00 as expected_amount,
    max(face_amount) as actual_amount,
    max(face_amount) as amount,
    concat('repeats invoice ', min_by(repeated_id, is_of_customer)) as evidence
from usual
where not is_settled_twice and not is_instalment and not is_usual
group by invoice_id
