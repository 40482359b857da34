-- grain: invoice_id, place
-- kind: view
-- The part of an invoice that each of its orders has, what names no known order as one more; places in the order of the ids.
-- What happens to the invoice is divided by terms.part_of: the last takes the rest.
-- gross_amount, stated_net_amount: what it bills, 0 when void; a stated net is null where the source does not say.
with grouped as (
    select
        invoice_id, order_id, min(named_order_id) as named_order_id, sum(weight) as weight,
        if(count(net_amount) = count(*), sum(net_amount), null) as net_amount, max(invoice_amount) as invoice_amount,
        max(gross_net) as gross_net, max(currency) as currency, max(is_void) as is_void
    from int_billed_lines
    where is_line
    group by invoice_id, order_id
),

summed as (
    select
        *,
        row_number() over so_far as place,
        sum(weight) over whole as sum_weight,
        sum(weight) over so_far as sum_so_far
    from grouped
    window whole as (
        partition by invoice_id order by order_id nulls last rows between unbounded preceding and unbounded following
    ), so_far as (
        partition by invoice_id order by order_id nulls last rows between unbounded preceding and current row
    )
),

-- What a line takes off the others has no part of what happens to the invoice.
sided as (
    select *, greatest(if(sum_weight < 0, -weight, weight), 0) as own_weight
    from summed
),

placed as (
    select
        *,
        sum(own_weight) over whole as whole_weight,
        sum(own_weight) over so_far as to_weight
    from sided
    window whole as (
        partition by invoice_id order by order_id nulls last rows between unbounded preceding and unbounded following
    ), so_far as (
        partition by invoice_id order by order_id nulls last rows between unbounded preceding and current row
    )
),

-- What weighs nothing in all is the first order's.
marked as (
    select
        invoice_id, place, order_id, named_order_id, currency, is_void,
        coalesce(net_amount, if(sum_weight = 0, cast(gross_net as decimal(19, 4)), terms.part_of(
            cast(gross_net as decimal(19, 4)), cast(sum_so_far - weight as decimal(19, 4)), cast(sum_so_far as decimal(19, 4)),
            cast(sum_weight as decimal(19, 4)), currency
        ))) as net_amount,
        cast(if(whole_weight = 0, if(place = 1, 0, 1), to_weight - own_weight) as decimal(19, 4)) as from_weight,
        cast(if(whole_weight = 0, 1, to_weight) as decimal(19, 4)) as to_weight,
        cast(if(whole_weight = 0, 1, whole_weight) as decimal(19, 4)) as whole_weight,
        if(sum_weight = 0, cast(weight as decimal(19, 4)), terms.part_of(
            invoice_amount, cast(sum_so_far - weight as decimal(19, 4)), cast(sum_so_far as decimal(19, 4)),
            cast(sum_weight as decimal(19, 4)), currency
        )) as gross_amount
    from placed
)

select
    invoice_id, place, order_id, named_order_id, currency, is_void, true as has_lines, from_weight, to_weight, whole_weight,
    cast(if(is_void, 0, gross_amount) as decimal(19, 4)) as gross_amount,
    cast(if(is_void, 0, net_amount) as decimal(19, 4)) as stated_net_amount
from marked
union all
select
    invoice_id, 1 as place, order_id, named_order_id, currency, is_void, false as has_lines,
    cast(0 as decimal(19, 4)) as from_weight,
    cast(1 as decimal(19, 4)) as to_weight, cast(1 as decimal(19, 4)) as whole_weight,
    cast(if(is_void, 0, invoice_amount) as decimal(19, 4)) as gross_amount,
    cast(if(is_void, 0, net_amount) as decimal(19, 4)) as stated_net_amount
from int_billed_lines
where not is_line
